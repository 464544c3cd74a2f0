import { getBase } from "./element.js";

/**
 * Asks for an answer of the site, as X does or (`?transport=fetch`) as it may one day: then a tap of XHR hears nothing.
 * @param {string} operation
 * @param {Record<string, unknown>} variables
 * @returns {Promise<string>}
 */
export function request(operation, variables) {
  const wanted = new URLSearchParams(location.search);
  const shape = wanted.get("shape");
  const all = { ...variables, ...(shape ? { shape } : {}) };
  const query = new URLSearchParams({ variables: JSON.stringify(all), features: "{}" });
  const address = `${getBase()}/i/api/graphql/StandIn_0-q/${operation}?${query}`;
  return wanted.get("transport") === "fetch" ? requestByFetch(address) : requestByXhr(address);
}

/**
 * @param {string} address
 * @returns {Promise<string>}
 */
function requestByXhr(address) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", address);
    asked.addEventListener("load", () => resolve(asked.responseText));
    asked.addEventListener("error", () => reject(new Error("the request failed")));
    asked.send();
  });
}

/**
 * @param {string} address
 * @returns {Promise<string>}
 */
async function requestByFetch(address) {
  return (await fetch(address)).text();
}
