import { type Component, mount, unmount } from 'svelte'

/**
 * Prints a component alone, whatever else is on the page. Its root has the class "printed-alone", and it is taken away once the printer's window is
 * closed. See print.css.
 */
export function printAlone<Props extends Record<string, unknown>>(Printed: Component<Props>, props: Props): void {
  const shown = mount(Printed, { target: document.body, props })
  document.body.classList.add('prints-alone')
  const end = () => {
    document.body.classList.remove('prints-alone')
    void unmount(shown)
  }
  window.addEventListener('afterprint', end, { once: true })
  window.print()
}
