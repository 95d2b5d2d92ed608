package dev.palomar.transport.web.words;

import dev.palomar.transport.Signal;
import java.util.List;

/// What one event of the engine says.
///
/// @param signals  in their order
/// @param left     a word for each part that is nobody's to read (`peer`, `status`, `protocol:…`): to be counted, and
///                 otherwise forgotten
public record Heard(List<Signal> signals, List<String> left) {

    public Heard {
        signals = List.copyOf(signals);
        left = List.copyOf(left);
    }
}
