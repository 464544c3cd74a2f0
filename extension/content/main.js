// The content script: every feature, one line each.
import { badge } from "./features/badge.js";
import { highlight } from "./features/highlight.js";
import { notice } from "./features/notice.js";
import { popover } from "./features/popover.js";
import { Page } from "./page.js";

new Page([badge, highlight, popover, notice]).start();
