/**
 * How much may be taken in of what somebody else sends without being asked: a store that is used up at once, if need
 * be, and fills up again as time goes by.
 */
export class Allowance {
  /**
   * @param {object} options
   * @param {number} options.most what the store holds
   * @param {number} options.perSecond what comes back
   * @param {() => number} [options.now] ms
   */
  constructor({ most, perSecond, now = () => performance.now() }) {
    this.most = most;
    this.perSecond = perSecond;
    this.now = now;
    this.left = most;
    this.since = now();
  }

  /**
   * Takes from the store; or nothing, if it does not hold that much.
   * @param {number} amount
   * @returns {boolean} whether it did
   */
  take(amount) {
    const moment = this.now();
    this.left = Math.min(this.most, this.left + ((moment - this.since) / 1_000) * this.perSecond);
    this.since = moment;
    if (this.left < amount) return false;
    this.left -= amount;
    return true;
  }
}
