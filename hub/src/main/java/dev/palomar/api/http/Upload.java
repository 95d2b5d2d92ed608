package dev.palomar.api.http;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What was sent as `multipart/form-data`: short fields by name, and one file, which is deleted when the call has been
/// answered.
///
/// @param digest SHA-256 of all that was sent, in hexadecimal
public record Upload(Map<String, String> fields, Optional<File> file, String digest) {

    /// A file as it was sent. What its name and type claim is not to be trusted.
    public record File(String field, Optional<String> name, Optional<String> contentType, Path path, long bytes) {}
}
