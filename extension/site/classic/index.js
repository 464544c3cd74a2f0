import { hoverCard } from "./hover-card.js";
import { followNotification } from "./notification.js";
import { profileHeader } from "./profile-header.js";
import { memberCell, userCell } from "./user-cell.js";

/** X's client since 2019, which logged-in users have. @type {import("../adapter.js").Client} */
export const classic = {
  name: "classic",
  mark: "[data-testid]",
  attributes: ["data-testid", "href"],
  kinds: { userCell, memberCell, hoverCard, followNotification, profileHeader },
  entry: '[data-testid="cellInnerDiv"]',
  nobody: '[data-testid="emptyState"]',
  // The account switcher and the typeahead have such cells too; they are in none of these.
  containers: {
    main: '[data-testid="primaryColumn"]',
    dialog: '[role="dialog"]',
    side: '[data-testid="sidebarColumn"] [role="complementary"]',
    hoverCard: '[data-testid="hoverCardParent"]',
  },
};
