/** What the big screen loads while people join: the view of every step, the picture, and its words for screen readers. */
export { screenView } from '../../../steps/screen.ts'
export { toldOf } from '../../picture/told.ts'
export { default as FullScreen } from './FullScreen.svelte'
export { default as PictureScreen } from './PictureScreen.svelte'
