package dev.palomar.transport.cloud;

import dev.palomar.model.Secret;
import java.util.Optional;

/// The Meta app of this hub, which numbers use unless they bring an app of their own. All of it may be missing.
///
/// @param verifyToken  what Meta must say at the webhook handshake
public record PlatformApp(Optional<String> appId, Optional<Secret> appSecret, Optional<Secret> verifyToken) {

    public static final PlatformApp NONE = new PlatformApp(Optional.empty(), Optional.empty(), Optional.empty());
}
