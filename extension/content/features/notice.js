import { getFoot } from "../bar-place.js";
import { makeDiagnosis } from "../diagnosis.js";
import { makeFocusReturn } from "../focus-return.js";
import { keepEventsInside, makeHost, NOTICE_HOST } from "../hosts.js";
import { drawNotice, noticeSheet, setNoticeTheme } from "../notice-view.js";

/**
 * Says on the page when X has changed it: no rows, no bios, answers of another form. Each kind once a day, until it is
 * dismissed or there is no trouble any more.
 * @typedef {import("../feature.js").Feature} Feature
 * @typedef {import("../../shared/sight.js").SightReport} SightReport
 */

/** Between it and what else stands at the window's foot, with what that leaves free of it, in pixels. */
const GAP = 24;

/** @type {Feature} */
export const notice = {
  id: "notice",
  start({ background, signal, on }) {
    /** @type {HTMLElement | undefined} */
    let host;
    /** The newest, so that a late answer of the background's brings back none that has ended. @type {SightReport | undefined} */
    let newest;
    const footSheet = new CSSStyleSheet();
    /** The pixels at the window's foot that the bar takes. */
    let taken = 0;
    let returnFocus = () => {};
    setNoticeTheme("light");

    function lift() {
      const bottom = Math.max(getFoot(document.documentElement.clientWidth), taken > 0 ? taken + GAP : 0);
      footSheet.replaceSync(`:host{bottom:${bottom}px!important}`);
    }

    function hide() {
      returnFocus();
      host?.remove();
      host = undefined;
    }

    /** @param {SightReport} report */
    function show(report) {
      hide();
      const made = makeHost(NOTICE_HOST, [noticeSheet, footSheet]);
      host = made.host;
      returnFocus = makeFocusReturn(made.host, made.root);
      keepEventsInside(made.host);
      lift();
      drawNotice(made.root, report, {
        onCopy: () => navigator.clipboard.writeText(makeDiagnosis(report)),
        onDismiss: hide,
      });
      document.documentElement.append(host);
    }

    /** @param {SightReport} report */
    async function take(report) {
      newest = report;
      hide();
      if (!report.trouble) return;
      const isMine = await background.claimNotice(report.trouble).catch(() => false);
      if (isMine && newest === report && !signal.aborted) show(report);
    }

    on("sight/trouble", take);
    on("foot/taken", (height) => {
      taken = height;
      lift();
    });
    addEventListener("resize", lift, { signal, passive: true });
    signal.addEventListener("abort", hide);
    return { setTheme: setNoticeTheme };
  },
};
