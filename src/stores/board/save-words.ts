export { type SaveStatus, saveWords } from '../../sync/save-status.ts'
