/**
 * Asks the device not to sleep until the returned function is called, again whenever the page is shown again, since hiding it ends a
 * lock. A device that cannot or will not costs nothing: it sleeps as it would have.
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let wanted = true
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return
    try {
      const given = await navigator.wakeLock?.request('screen')
      if (wanted) lock = given
      else await given?.release()
    } catch {
      // Refused for now: a low battery, or a page that is hidden by now.
    }
  }
  const askAgain = (): void => void ask()
  document.addEventListener('visibilitychange', askAgain)
  askAgain()
  return () => {
    wanted = false
    document.removeEventListener('visibilitychange', askAgain)
    lock?.release().catch(() => undefined)
  }
}
