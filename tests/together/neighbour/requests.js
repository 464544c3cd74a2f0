// Another extension that listens to the page's requests. It wraps whatever such extensions are seen to wrap: the
// constructor, open, send, addEventListener, onload; and notes what passes, so that a test can tell it is alive.
const { prototype } = XMLHttpRequest;
const { open, send, addEventListener } = prototype;
const onload = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(prototype), "onload");
const isFirst = Function.prototype.toString.call(open).includes("[native code]");
const neighbour = { isFirst, made: 0, opened: [], sent: 0, loaded: [], handed: 0 };
globalThis.neighbour = neighbour;

const wrapListener = (request, listener) =>
  typeof listener === "function"
    ? function (...values) {
        neighbour.handed += 1;
        return listener.apply(request, values);
      }
    : listener;

prototype.open = function (...values) {
  neighbour.opened.push(String(values[1]));
  return open.apply(this, values);
};
prototype.send = function (...values) {
  neighbour.sent += 1;
  addEventListener.call(this, "load", () => {
    const isText = this.responseType === "" || this.responseType === "text";
    neighbour.loaded.push(isText ? this.responseText.length : this.responseType);
  });
  return send.apply(this, values);
};
prototype.addEventListener = function (type, listener, options) {
  return addEventListener.call(this, type, wrapListener(this, listener), options);
};
Object.defineProperty(prototype, "onload", {
  ...onload,
  set(listener) {
    onload.set.call(this, wrapListener(this, listener));
  },
});
globalThis.XMLHttpRequest = new Proxy(XMLHttpRequest, {
  construct(target, values, made) {
    neighbour.made += 1;
    return Reflect.construct(target, values, made);
  },
});
