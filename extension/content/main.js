// The content script: every feature, one line each.
import { badge } from "./features/badge.js";
import { decide } from "./features/decide.js";
import { divider } from "./features/divider.js";
import { follow } from "./features/follow.js";
import { help } from "./features/help.js";
import { highlight } from "./features/highlight.js";
import { notice } from "./features/notice.js";
import { popover } from "./features/popover.js";
import { toast } from "./features/toast.js";
import { Page } from "./page.js";

new Page([badge, highlight, divider, popover, decide, follow, toast, help, notice]).start();
