/**
 * The account that is logged in: its decimal id from X's `twid` cookie, else its handle from the navigation.
 * @param {Document} page
 * @returns {string | undefined} the id, or @handle in lower case
 */
export function findAccount(page) {
  const cookie = /(?:^|;\s*)twid=("?)u(?:%3D|=)(\d{1,20})\1(?:;|$)/i.exec(page.cookie);
  return cookie ? cookie[2] : findAccountHandle(page);
}

/**
 * The handle of the account that is logged in, from the navigation.
 * @param {Document} page
 * @returns {string | undefined} @handle in lower case
 */
export function findAccountHandle(page) {
  const link = page.querySelector('a[data-testid="AppTabBar_Profile_Link"]');
  const handle = /\/(\w{1,20})\/?$/.exec(link?.getAttribute("href") ?? "");
  return handle ? `@${handle[1]?.toLowerCase()}` : undefined;
}
