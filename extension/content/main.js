// The content script: every feature, one line each.
import { badge } from "./features/badge.js";
import { bar } from "./features/bar.js";
import { decide } from "./features/decide.js";
import { dim } from "./features/dim.js";
import { divider } from "./features/divider.js";
import { follow } from "./features/follow.js";
import { help } from "./features/help.js";
import { highlight } from "./features/highlight.js";
import { next } from "./features/next.js";
import { notice } from "./features/notice.js";
import { popover } from "./features/popover.js";
import { toast } from "./features/toast.js";
import { words } from "./features/words.js";
import { Page } from "./page.js";

new Page([badge, highlight, divider, dim, popover, decide, follow, next, bar, toast, help, notice, words]).start();
