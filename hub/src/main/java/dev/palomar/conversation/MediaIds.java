package dev.palomar.conversation;

import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.id.MediaId;
import java.util.Optional;

/// The file of ours that a message carries, if it carries one.
public final class MediaIds {

    private MediaIds() {}

    public static Optional<MediaId> of(MessageContent content) {
        return content instanceof MessageContent.Media media
                        && media.file() instanceof MediaSource.Stored(MediaId id, var _, var _)
                ? Optional.of(id)
                : Optional.empty();
    }
}
