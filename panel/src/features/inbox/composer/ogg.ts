import { ALL_FORMATS, BlobSource, BufferTarget, Conversion, Input, OggOutputFormat, Output } from 'mediabunny'

/**
 * A recording as WhatsApp wants its voice notes: Opus in Ogg. Browsers that record Opus in another wrapping (WebM, MP4)
 * have the sound itself already; it is put into the other wrapping unchanged.
 */
export async function asVoiceNote(recorded: Blob): Promise<File> {
  if (recorded.type.startsWith('audio/ogg')) return named(recorded)
  const input = new Input({ source: new BlobSource(recorded), formats: ALL_FORMATS })
  const target = new BufferTarget()
  const output = new Output({ format: new OggOutputFormat(), target })
  const conversion = await Conversion.init({
    input,
    output,
    audio: { codec: 'opus' },
    video: { discard: true },
  })
  await conversion.execute()
  if (!target.buffer) throw new Error('The recording is empty')
  return named(new Blob([target.buffer]))
}

function named(sound: Blob): File {
  return new File([sound], 'voice.ogg', { type: 'audio/ogg; codecs=opus' })
}
