/** [own-meetings] What is kept where somebody asked the device to remember a meeting that they lead. `expires`: ISO time. */
export type RememberedMeeting = { key: string; title: string; expires: string }

/** The beginning of the names under which remembered meetings are kept, after the house's own. */
export const REMEMBERED = 'moede/'
