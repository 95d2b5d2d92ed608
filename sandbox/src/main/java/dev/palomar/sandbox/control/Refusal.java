package dev.palomar.sandbox.control;

/// A control that could not be carried out, and why, for the person who called it.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    private Refusal(int status, String why) {
        super(why);
        this.status = status;
    }

    static Refusal wrong(String why) {
        return new Refusal(400, why);
    }

    static Refusal unknown(String what) {
        return new Refusal(404, what);
    }

    int status() {
        return status;
    }
}
