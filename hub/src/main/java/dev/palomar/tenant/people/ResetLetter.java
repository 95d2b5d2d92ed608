package dev.palomar.tenant.people;

import java.net.URI;

/// What somebody is written who forgot their password.
record ResetLetter(String subject, String text) {

    static ResetLetter of(Language language, String name, URI link, String address) {
        return switch (language) {
            case SPANISH -> new ResetLetter("[Palomar] Elija una contraseña nueva", """
                    Hola, %s:

                    Alguien pidió, desde la dirección %s, una contraseña nueva para su cuenta. Si fue usted, elíjala \
                    aquí:

                    %s

                    El enlace sirve una sola vez y durante una hora. Si no fue usted, no haga nada: su contraseña sigue \
                    siendo la misma y nadie más ve este enlace.
                    """.formatted(name, address, link));
            case ENGLISH -> new ResetLetter("[Palomar] Choose a new password", """
                    Hello %s,

                    Somebody at the address %s asked for a new password for your account. If it was you, choose it \
                    here:

                    %s

                    The link works once and for an hour. If it was not you, do nothing: your password stays the same \
                    and nobody else sees this link.
                    """.formatted(name, address, link));
        };
    }
}
