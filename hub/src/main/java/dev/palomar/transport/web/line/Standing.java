package dev.palomar.transport.web.line;

import dev.palomar.model.DeviceState;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.store.StaleLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is told of how a line stands. What the database could not take is told again later.
final class Standing {

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    /// For so long a limit is believed to hold when WhatsApp did not say until when.
    private static final Duration UNSAID = Duration.ofHours(24);

    private final LineId line;
    private final Ground ground;
    private @Nullable DeviceState state;
    private boolean told;
    private long epoch;
    private Optional<Instant> limitedUntil = Optional.empty();
    private boolean saidUntil = true;

    Standing(LineId line, Ground ground) {
        this.line = line;
        this.ground = ground;
    }

    /// The line is opened anew.
    void begin(long newEpoch, Optional<Instant> restrictedUntil) {
        epoch = newEpoch;
        limitedUntil = restrictedUntil;
    }

    /// Throws [StaleLine].
    void is(DeviceState now) {
        state = now;
        told = false;
        tell();
    }

    /// Online, as far as WhatsApp lets it.
    void isOnline() {
        is(limitedUntil
                .filter(until -> until.isAfter(ground.clock().instant()))
                .<DeviceState>map(this::limited)
                .orElseGet(DeviceState.Online::new));
    }

    boolean waitsForAPasskey() {
        return state instanceof DeviceState.NeedsPasskey;
    }

    /// WhatsApp limits the number, or does not any more; `until` if it said so.
    void limit(boolean active, Optional<Instant> until) {
        saidUntil = until.isPresent();
        limitedUntil =
                active ? until.or(() -> Optional.of(ground.clock().instant().plus(UNSAID))) : Optional.empty();
        ground.book().restricted(line, epoch, limitedUntil);
    }

    boolean isLimited() {
        return limitedUntil.isPresent();
    }

    /// Whether a limit has come to its end.
    boolean isLimitOver() {
        return limitedUntil
                .filter(until -> !until.isAfter(ground.clock().instant()))
                .isPresent();
    }

    private DeviceState limited(Instant until) {
        return new DeviceState.Restricted(
                "WhatsApp does not let this number write to new people for a while, because it wrote to many who did"
                        + " not know it. Whoever has written to it can be answered.",
                saidUntil ? Optional.of(until) : Optional.empty());
    }

    /// Whether all is told, and no limit runs out.
    boolean isSettled() {
        return told && limitedUntil.isEmpty();
    }

    /// Tells what could not be told.
    void tellAgain() {
        if (!told) {
            tell();
        }
    }

    private void tell() {
        DeviceState now = state;
        if (now == null) {
            return;
        }
        try {
            ground.book().stands(line, epoch, now);
            told = true;
        } catch (StaleLine lost) {
            throw lost;
        } catch (RuntimeException away) {
            LOG.atWarn()
                    .setCause(away)
                    .addKeyValue("device", line.device())
                    .log("a line's state cannot be written down");
        }
    }
}
