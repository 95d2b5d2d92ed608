package dev.palomar.device;

import dev.palomar.model.DeviceState;
import java.time.Instant;

/// When a device came into a state.
public record StateChange(DeviceState state, Instant at) {}
