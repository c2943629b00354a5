import { keepSite } from '../../stores/keep-offline.ts'

/** Keeps the site on the device once the page itself is there: nothing that people wait for shares the net with it. */
if (document.readyState === 'complete') void keepSite()
else addEventListener('load', () => void keepSite())
