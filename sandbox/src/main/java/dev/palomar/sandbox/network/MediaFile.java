package dev.palomar.sandbox.network;

import dev.palomar.sandbox.wire.Bytes;
import java.time.Instant;

/// A file that Meta keeps for a while.
///
/// @param numberId the business number it belongs to
public record MediaFile(
        String id, String numberId, String mimeType, String filename, Bytes bytes, String sha256, Instant expiresAt) {}
