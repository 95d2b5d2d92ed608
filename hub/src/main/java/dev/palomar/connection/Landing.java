package dev.palomar.connection;

/// What the person who comes back from Meta is told.
public sealed interface Landing {

    /// The numbers are here, or some of them.
    record Connected(Signup signup) implements Landing {}

    /// Meta has not answered everything yet; the hub goes on by itself.
    record UnderWay(Signup signup) implements Landing {}

    /// The person did not agree in the dialog.
    record Declined() implements Landing {}

    /// The link was used, is too old, or was never one of ours.
    record BadLink() implements Landing {}

    /// The link was begun in another browser.
    record OtherBrowser() implements Landing {}

    /// It did not work.
    ///
    /// @param problem  `code-refused`, `token-refused`, `scope-missing`, `no-account`, `no-number`,
    ///                 `no-number-joined`, `dialog-failed` or `meta-away`
    /// @param signup   as it ended
    /// @param detail   Meta's words, if there were some
    record Failed(String problem, Signup signup, String detail) implements Landing {}
}
