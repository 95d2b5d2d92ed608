package dev.palomar.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Where contents are kept, under keys that the hub made up. Every store passes `MediaStoreContract`.
public interface MediaStore {

    /// Reads `content` to its end and returns once it is kept for good. If reading or keeping fails, nothing is kept.
    void put(String key, InputStream content) throws IOException;

    /// Empty when nothing is kept under the key. Whoever reads closes.
    Optional<InputStream> open(String key) throws IOException;

    /// Does nothing when nothing is kept under the key.
    void delete(String key) throws IOException;
}
