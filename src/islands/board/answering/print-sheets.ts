import { type ComponentProps, mount, unmount } from 'svelte'
import PrintedSheets from './PrintedSheets.svelte'

/** Prints answer sheets alone, whatever else is on the page. They are taken away once the printer's window is closed. */
export function printSheets(props: ComponentProps<typeof PrintedSheets>): void {
  const sheets = mount(PrintedSheets, { target: document.body, props })
  document.body.classList.add('prints-sheets')
  const end = () => {
    document.body.classList.remove('prints-sheets')
    void unmount(sheets)
  }
  window.addEventListener('afterprint', end, { once: true })
  window.print()
}
