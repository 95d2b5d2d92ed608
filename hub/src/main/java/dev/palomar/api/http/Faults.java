package dev.palomar.api.http;

import dev.palomar.model.Rejection;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with one request, gathered so that all of it is told at once.
final class Faults {

    private final List<Rejection.Fault> wrong = new ArrayList<>();
    private final List<Rejection.Fault> unknown = new ArrayList<>();

    void wrong(String field, String detail) {
        wrong.add(new Rejection.Fault(field, detail));
    }

    void unknown(String field) {
        unknown.add(new Rejection.Fault(field, "is not a field that exists here"));
    }

    void throwIfAny() {
        if (wrong.isEmpty() && !unknown.isEmpty()) {
            throw new Rejection.InvalidValue("unknown-field", unknown);
        }
        if (!wrong.isEmpty()) {
            List<Rejection.Fault> all = new ArrayList<>(wrong);
            all.addAll(unknown);
            throw new Rejection.InvalidValue(all);
        }
    }
}
