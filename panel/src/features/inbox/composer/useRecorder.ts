import { useCallback, useEffect, useRef, useState } from 'react'

export type Recording =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'recording'; since: number }
  /** The browser or the person said no, or there is no microphone. */
  | { state: 'refused' }

const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4;codecs=opus']

/** The microphone: begin, and end with what was recorded or without. */
export function useRecorder() {
  const [recording, setRecording] = useState<Recording>({ state: 'idle' })
  const line = useRef<{ recorder: MediaRecorder; parts: Blob[]; stream: MediaStream } | null>(null)

  const release = useCallback(() => {
    line.current?.stream.getTracks().forEach((track) => track.stop())
    line.current = null
  }, [])
  useEffect(() => release, [release])

  const begin = useCallback(async () => {
    setRecording({ state: 'asking' })
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true } })
      const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
      const recorder = new MediaRecorder(
        stream,
        mimeType ? { mimeType, audioBitsPerSecond: 32_000 } : undefined,
      )
      const parts: Blob[] = []
      recorder.ondataavailable = ({ data }) => parts.push(data)
      line.current = { recorder, parts, stream }
      recorder.start(1_000)
      setRecording({ state: 'recording', since: Date.now() })
    } catch {
      release()
      setRecording({ state: 'refused' })
    }
  }, [release])

  const end = useCallback(
    (keep: boolean) =>
      new Promise<Blob | null>((resolve) => {
        const open = line.current
        setRecording({ state: 'idle' })
        if (!open) {
          resolve(null)
          return
        }
        open.recorder.onstop = () => {
          release()
          resolve(
            keep && open.parts.length > 0 ? new Blob(open.parts, { type: open.recorder.mimeType }) : null,
          )
        }
        open.recorder.stop()
      }),
    [release],
  )
  return { recording, begin, end, forget: () => setRecording({ state: 'idle' }) }
}
