package dev.palomar.api.http;

import dev.palomar.api.auth.Access;

/// One operation of the API: method and path as in openapi.yaml, with variables in braces (`/v1/users/{id}`), who may
/// use it, what it takes, and what answers it.
public record Route(Method method, String path, Access access, Intake intake, Handler handler) {

    /// What a route takes in.
    ///
    /// @param mostBytes the largest body
    /// @param upload whether the body is `multipart/form-data`, kept in a file rather than in memory
    /// @param idempotent whether an `Idempotency-Key` is honoured
    public record Intake(long mostBytes, boolean upload, boolean idempotent) {

        /// Unless a route says otherwise.
        public static final long DEFAULT_BYTES = 1 << 20;
    }

    public static Route get(String path, Access access, Handler handler) {
        return new Route(Method.GET, path, access, new Intake(Intake.DEFAULT_BYTES, false, false), handler);
    }

    public static Route post(String path, Access access, Handler handler) {
        return new Route(Method.POST, path, access, new Intake(Intake.DEFAULT_BYTES, false, false), handler);
    }

    public static Route put(String path, Access access, Handler handler) {
        return new Route(Method.PUT, path, access, new Intake(Intake.DEFAULT_BYTES, false, false), handler);
    }

    public static Route patch(String path, Access access, Handler handler) {
        return new Route(Method.PATCH, path, access, new Intake(Intake.DEFAULT_BYTES, false, false), handler);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return new Route(Method.DELETE, path, access, new Intake(Intake.DEFAULT_BYTES, false, false), handler);
    }

    /// Honours `Idempotency-Key`. A handler that wants to be exact even when the process dies finishes [Call#ticket()]
    /// in the transaction that does the work; otherwise the answer is kept right after it.
    public Route idempotent() {
        return new Route(method, path, access, new Intake(intake.mostBytes, intake.upload, true), handler);
    }

    /// Takes a larger body than usual, in memory.
    public Route upTo(long mostBytes) {
        return new Route(method, path, access, new Intake(mostBytes, intake.upload, intake.idempotent), handler);
    }

    /// Takes `multipart/form-data`, see [Call#upload()].
    public Route upload(long mostBytes) {
        return new Route(method, path, access, new Intake(mostBytes, true, intake.idempotent), handler);
    }
}
