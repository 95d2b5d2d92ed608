package dev.palomar.device;

import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody enters to reach a number at Meta.
///
/// @param accessToken  may be left out when one is kept already
public record CloudCredentials(
        String phoneNumberId,
        Optional<String> businessAccountId,
        Optional<Secret> accessToken,
        SecretChange verifyToken,
        SecretChange appSecret) {

    private static final Pattern ID = Pattern.compile("[0-9]{1,32}");

    public CloudCredentials {
        List<Rejection.Fault> faults = new ArrayList<>();
        if (!ID.matcher(phoneNumberId).matches()) {
            faults.add(new Rejection.Fault("phoneNumberId", "expected Meta's id of the number, digits only"));
        }
        if (businessAccountId.isPresent()
                && !ID.matcher(businessAccountId.get()).matches()) {
            faults.add(new Rejection.Fault(
                    "businessAccountId", "expected Meta's id of the business account, digits only"));
        }
        accessToken.ifPresent(token -> checkSecret("accessToken", token, 4096, faults));
        if (verifyToken instanceof SecretChange.Set(Secret token)) {
            checkSecret("verifyToken", token, 200, faults);
        }
        if (appSecret instanceof SecretChange.Set(Secret secret)) {
            checkSecret("appSecret", secret, 200, faults);
        }
        if (!faults.isEmpty()) {
            throw new Rejection.InvalidValue(faults);
        }
    }

    /// Secrets travel in headers: printable ASCII without blanks.
    private static void checkSecret(String field, Secret secret, int longest, List<Rejection.Fault> faults) {
        String value = secret.reveal();
        if (value.isEmpty() || value.length() > longest) {
            faults.add(new Rejection.Fault(field, "expected 1 to " + longest + " characters"));
        } else if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
            faults.add(new Rejection.Fault(field, "expected letters, digits and signs without blanks"));
        }
    }
}
