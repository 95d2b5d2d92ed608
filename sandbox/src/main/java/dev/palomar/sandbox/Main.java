package dev.palomar.sandbox;

/// Starts the sandbox.
public final class Main {

    private Main() {}

    static void main() {}
}
