package dev.palomar.transport.cloud;

import dev.palomar.model.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Meta says of a number and of the credentials for it.
public record CheckReport(List<Finding> findings, Verdict verdict) {

    public CheckReport {
        findings = List.copyOf(findings);
    }

    /// Whether the number can be used.
    public sealed interface Verdict {

        /// It can.
        ///
        /// @param quality        Meta's rating: GREEN, YELLOW, RED or UNKNOWN
        /// @param accountProven  Meta lists the number under the business account that was given
        record Usable(Optional<PhoneNumber> phone, String quality, boolean accountProven) implements Verdict {}

        /// Not until a person mends it.
        record Broken(String code, String what) implements Verdict {}

        /// Not until WhatsApp lifts its limit.
        record Restricted(String why) implements Verdict {}

        /// Meta could not be asked.
        record Unreachable(String why) implements Verdict {}
    }

    /// The same, with one more finding.
    public CheckReport with(Finding finding) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(finding);
        return new CheckReport(all, verdict);
    }

    /// Nothing is known to be wrong.
    public boolean ok() {
        return verdict instanceof Verdict.Usable
                && findings.stream().noneMatch(finding -> finding.ok().equals(Optional.of(false)));
    }
}
