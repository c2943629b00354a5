/** Header of a request for a board's facts or workshop whose answer the device's service worker keeps for when there is no net; its value does not matter. */
export const KEEP_HEADER = 'pejling-keep'
