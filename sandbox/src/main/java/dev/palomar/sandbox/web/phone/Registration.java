package dev.palomar.sandbox.web.phone;

import dev.palomar.sandbox.web.signal.Bundle;
import dev.palomar.sandbox.wire.Bytes;

/// What a program says of itself before it is linked.
public record Registration(Bytes noiseKey, Bundle keys, String platform) {}
