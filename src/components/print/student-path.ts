/** Places on a student's way from before the start to the next period, for each of the three sheets. */
export const studentPath: readonly (readonly { name: string; ask: string }[])[] = [
  [
    { name: 'Før start', ask: 'Hvad ved eleven? Hvem har skrevet eller ringet?' },
    { name: 'Den første dag', ask: 'Hvem tager imod? Hvad sker der den første time?' }
  ],
  [
    { name: 'Den første uge', ask: 'Hvem spørger eleven, når noget er svært?' },
    { name: 'Den første samtale', ask: 'Hvem er med, og hvad aftaler I?' },
    { name: 'Hverdagen', ask: 'Hvad lærer eleven, og hvem ser det?' }
  ],
  [
    { name: 'Den sidste samtale', ask: 'Hvad tager eleven med sig?' },
    { name: 'Skiftet', ask: 'Hvem fortæller det næste sted om planen?' },
    { name: 'Det næste sted', ask: 'Hvad ved de om eleven, før hun kommer?' }
  ]
]
