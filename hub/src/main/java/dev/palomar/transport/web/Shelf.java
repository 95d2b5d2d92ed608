package dev.palomar.transport.web;

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

    /// What somebody put at this public address. Throws when it cannot be fetched now, or is none that may be fetched.
    Item fetch(URI link) throws IOException;

    /// A file and where its content comes from.
    interface Item {

        String filename();

        String mimeType();

        long bytes();

        InputStream open() throws IOException;
    }
}
