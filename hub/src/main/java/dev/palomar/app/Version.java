package dev.palomar.app;

import java.util.Optional;

/// Which Palomar this is.
final class Version {

    static final String NAME = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
