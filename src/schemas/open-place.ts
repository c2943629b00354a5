import { type ReadMinutes, readMinutesFile } from './minutes-file.ts'
import { type ChosenFile, openSavedFile, type Refused } from './open-file.ts'
import { wantedMinutes } from './open-minutes.ts'
import { isStatus, type ReadStatus, readStatus } from './status-file.ts'

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** Reads what a place may bring to a meeting of several: its status as a file, or a meeting's minutes. Never throws. */
export const openPlaceFile = (file: ChosenFile): Promise<ReadMinutes | ReadStatus | Refused> =>
  openSavedFile(file, wantedMinutes, (json, name) => {
    const value = parsed(json)
    return isStatus(value) ? readStatus(value, json.length, name) : readMinutesFile(json, name)
  })
