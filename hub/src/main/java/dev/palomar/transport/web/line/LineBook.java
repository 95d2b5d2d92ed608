package dev.palomar.transport.web.line;

import dev.palomar.model.DeviceState;
import dev.palomar.transport.web.LineId;
import java.time.Instant;
import java.util.Optional;

/// Where it is written down, and told to others, how each line stands. Nothing is written for a line that has moved
/// past `epoch`, or that a person stopped; [dev.palomar.transport.web.store.StaleLine] is thrown then.
public interface LineBook {

    /// What writing down a link came to.
    sealed interface Linking {
        record Done() implements Linking {}

        /// The phone is linked to another device of this hub, and stays with it.
        record Elsewhere(String why) implements Linking {}
    }

    /// The line stands there now. A number that is paused or limited stays so while it is online.
    void stands(LineId line, long epoch, DeviceState state);

    /// As [#stands], and the line is not opened by itself any more.
    void stopped(LineId line, long epoch, DeviceState state);

    /// As [#stopped]; what the program knew is forgotten, because the phone knows it no more.
    void unlinked(LineId line, long epoch, DeviceState state);

    /// The program is linked to this phone.
    Linking linked(LineId line, long epoch, Myself me);

    /// WhatsApp limits the number until then; not any more when empty, and then first messages go again.
    void restricted(LineId line, long epoch, Optional<Instant> until);

    /// A code to be scanned until then.
    void shows(LineId line, long epoch, String qr, Instant expiresAt);
}
