/** What a colour means here. Never the only carrier of the meaning: words stand beside it. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'idle'
