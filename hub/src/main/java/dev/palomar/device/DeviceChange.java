package dev.palomar.device;

import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a person changes about a device; what is empty stays.
public record DeviceChange(Optional<String> name, Optional<List<String>> labels, Optional<Quota> quota) {

    /// Messages a day through this hub; no limit when empty.
    public record Quota(Optional<Integer> messagesPerDay) {

        public Quota {
            if (messagesPerDay.isPresent() && messagesPerDay.get() < 0) {
                throw new Rejection.InvalidValue("limits.messagesPerDay", "expected 0 or more, or null for no limit");
            }
        }
    }

    public DeviceChange {
        name.ifPresent(DeviceChange::checkName);
        labels.ifPresent(DeviceChange::checkLabels);
    }

    static void checkName(String name) {
        if (name.isBlank() || name.length() > 120 || !PlainText.clean(name).equals(name)) {
            throw new Rejection.InvalidValue("name", "expected 1 to 120 characters");
        }
    }

    static void checkLabels(List<String> labels) {
        if (labels.size() > 20 || Set.copyOf(labels).size() != labels.size()) {
            throw new Rejection.InvalidValue("labels", "expected at most 20 different labels");
        }
        for (String label : labels) {
            if (label.isBlank()
                    || label.length() > 40
                    || !PlainText.clean(label).equals(label)) {
                throw new Rejection.InvalidValue("labels", "expected labels of 1 to 40 characters");
            }
        }
    }
}
