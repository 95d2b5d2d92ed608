package dev.palomar.transport.web;

import dev.palomar.model.MediaKind;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/// The hub's files, as far as they are sent over WhatsApp Web.
public interface Shelf {

    /// Empty when there is no such file, or its content cannot be had.
    Optional<Item> find(TenantId tenant, MediaId id);

    /// What somebody put at this public address, to be sent as `kind`. Throws [OfNoUse], also while it is read, when
    /// nothing is to be had there.
    Item fetch(URI link, MediaKind kind) throws IOException;

    /// A link that leads to nothing, to where the hub may not go, or to something that WhatsApp does not take as what
    /// it is sent as. The message says why, in plain words.
    final class OfNoUse extends IOException {
        public OfNoUse(String why) {
            super(why);
        }
    }

    /// A file and where its content comes from.
    interface Item {

        String filename();

        String mimeType();

        long bytes();

        InputStream open() throws IOException;
    }
}
