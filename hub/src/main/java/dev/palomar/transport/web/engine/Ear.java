package dev.palomar.transport.web.engine;

import java.time.Duration;

/// Hears what engines are asked about lines, and what they answer. Must be quick.
@FunctionalInterface
public interface Ear {

    /// @param session  the device's id as text
    /// @param type     what was asked, such as `send` or `logout`
    void asked(String session, String type, Answer answer, Duration took);
}
