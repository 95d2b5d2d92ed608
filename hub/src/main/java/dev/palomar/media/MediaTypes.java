package dev.palomar.media;

import dev.palomar.model.MediaKind;
import dev.palomar.model.Rejection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.Tika;

/// What a file is, by its content, and what WhatsApp takes.
/// Source of types and sizes: Meta, "Cloud API / Reference / Media / Supported media types".
public final class MediaTypes {

    static final long LARGEST = 100L << 20;

    private static final String UNKNOWN = "application/octet-stream";

    /// How many bytes are looked at.
    public static final int LOOK = 64 << 10;

    private static final Tika TIKA = new Tika();

    /// Names that the same content goes by.
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("audio/x-aac", "audio/aac"),
            Map.entry("audio/opus", "audio/ogg"),
            Map.entry("audio/vorbis", "audio/ogg"),
            Map.entry("audio/speex", "audio/ogg"),
            Map.entry("application/ogg", "audio/ogg"),
            Map.entry("audio/x-m4a", "audio/mp4"),
            Map.entry("audio/mp3", "audio/mpeg"),
            Map.entry("audio/mpeg3", "audio/mpeg"),
            Map.entry("video/x-m4v", "video/mp4"),
            Map.entry("application/mp4", "video/mp4"),
            Map.entry("image/jpg", "image/jpeg"),
            Map.entry("text/x-web-markdown", "text/plain"));

    /// One container for sound and pictures: the content alone does not tell them apart.
    private static final Set<String> MPEG4 = Set.of("audio/mp4", "video/mp4", "video/3gpp", "video/quicktime");

    private static final Map<MediaKind, Set<String>> TAKEN = Map.of(
            MediaKind.AUDIO, Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
            MediaKind.IMAGE, Set.of("image/jpeg", "image/png"),
            MediaKind.VIDEO, Set.of("video/mp4", "video/3gpp"),
            MediaKind.STICKER, Set.of("image/webp"));

    private static final Map<MediaKind, Long> MOST = Map.of(
            MediaKind.AUDIO, 16L << 20,
            MediaKind.DOCUMENT, LARGEST,
            MediaKind.IMAGE, 5L << 20,
            MediaKind.VIDEO, 16L << 20,
            MediaKind.STICKER, 500L << 10);

    private MediaTypes() {}

    /// The type of a file that begins with `head`. What somebody declared only decides between names that the content
    /// leaves open.
    public static String recognise(byte[] head, String filename, Optional<String> declared) {
        String seen = plain(TIKA.detect(head, filename));
        String said = declared.map(MediaTypes::plain).orElse(UNKNOWN);
        if (MPEG4.contains(seen) && MPEG4.contains(said)) {
            return said;
        }
        boolean open = seen.equals(UNKNOWN) || seen.equals("text/plain") || seen.equals("application/zip");
        boolean document = said.startsWith("application/") || said.equals("text/csv");
        return open && document ? said : seen;
    }

    /// Throws when somebody declared a picture, sound or film and the content is something else.
    static void compare(String recognised, Optional<String> declared) {
        String said = declared.map(MediaTypes::plain).orElse(UNKNOWN);
        boolean shown = said.startsWith("image/") || said.startsWith("audio/") || said.startsWith("video/");
        if (shown && !family(said).equals(family(recognised))) {
            throw new Rejection.InvalidValue(
                    "file", "it was declared as " + said + ", and its content is " + recognised);
        }
    }

    /// The largest file of a type that WhatsApp takes in any of its kinds.
    static long most(String mimeType) {
        for (Map.Entry<MediaKind, Set<String>> kind : TAKEN.entrySet()) {
            if (kind.getValue().contains(mimeType)) {
                return MOST.getOrDefault(kind.getKey(), LARGEST);
            }
        }
        return LARGEST;
    }

    /// Whether phones play such a file as a voice message.
    /// Source: Meta, "Cloud API / Reference / Messages / Audio object", `voice`.
    public static boolean isVoice(String mimeType) {
        return plain(mimeType).equals("audio/ogg");
    }

    /// Why WhatsApp would not take the file as this kind of message; empty when it would.
    public static Optional<String> objection(MediaKind kind, String mimeType, long bytes) {
        Set<String> types = TAKEN.getOrDefault(kind, Set.of());
        if (kind != MediaKind.DOCUMENT && !types.contains(plain(mimeType))) {
            return Optional.of("WhatsApp takes "
                    + String.join(", ", types.stream().sorted().toList()) + " as " + kind.word() + ", and this file is "
                    + mimeType + ".");
        }
        long most = largest(kind);
        return bytes > most
                ? Optional.of("WhatsApp takes at most " + (most >> 10) + " KB as " + kind.word()
                        + ", and this file has " + (bytes >> 10) + " KB.")
                : Optional.empty();
    }

    /// How many bytes WhatsApp takes as this kind of message.
    public static long largest(MediaKind kind) {
        return MOST.getOrDefault(kind, LARGEST);
    }

    private static String plain(String mimeType) {
        int parameters = mimeType.indexOf(';');
        String bare = (parameters < 0 ? mimeType : mimeType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return ALIASES.getOrDefault(bare, bare);
    }

    private static String family(String mimeType) {
        return mimeType.substring(0, Math.max(0, mimeType.indexOf('/')));
    }
}
