package dev.palomar.sandbox.web.node;

/// What the first byte of a list or a text says about the rest.
final class Tag {

    static final int EMPTY = 0;
    static final int DICTIONARY = 236;
    static final int DEVICE_JID = 247;
    static final int LIST_8 = 248;
    static final int LIST_16 = 249;
    static final int JID = 250;
    static final int HEX = 251;
    static final int BYTES_8 = 252;
    static final int BYTES_20 = 253;
    static final int BYTES_32 = 254;
    static final int DIGITS = 255;

    private Tag() {}
}
