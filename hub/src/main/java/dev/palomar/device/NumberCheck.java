package dev.palomar.device;

import dev.palomar.transport.cloud.CheckReport;
import dev.palomar.transport.cloud.CloudAccount;

/// Asks Meta about a number. Never throws for what Meta or the network did.
@FunctionalInterface
public interface NumberCheck {

    CheckReport check(CloudAccount account);
}
