package dev.palomar.connection;

import dev.palomar.model.id.DeviceId;

/// What became of mending one fault.
///
/// @param code    of the finding
/// @param ok      it is mended
/// @param detail  what was done, or why it could not be
public record Mended(DeviceId device, String code, boolean ok, String detail) {}
