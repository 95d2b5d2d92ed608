package dev.palomar.sandbox.network;

/// A code of Meta's error list with its HTTP status and title.
///
/// Facts: developers.facebook.com, "Cloud API error codes" (HTTP column of the edition of December 2025).
public record MetaError(int code, int http, String title) {

    public static MetaError of(int code) {
        return switch (code) {
            case 0 -> new MetaError(code, 401, "AuthException");
            case 1 -> new MetaError(code, 400, "API Unknown");
            case 2 -> new MetaError(code, 503, "API Service");
            case 3 -> new MetaError(code, 500, "API Method");
            case 4 -> new MetaError(code, 400, "Application request limit reached");
            case 10 -> new MetaError(code, 403, "Application does not have permission for this action");
            case 33 -> new MetaError(code, 400, "Parameter value is not valid");
            case 80007 -> new MetaError(code, 400, "Rate limit issues");
            case 100 -> new MetaError(code, 400, "Invalid parameter");
            case 104 -> new MetaError(code, 400, "An access token is required to request this resource.");
            case 190 -> new MetaError(code, 401, "Invalid OAuth access token");
            case 200 -> new MetaError(code, 403, "Provide valid app ID");
            case 368 -> new MetaError(code, 403, "Temporarily blocked for policies violations");
            case 130403 -> new MetaError(code, 400, "Business has blocked this user");
            case 130429 -> new MetaError(code, 400, "Rate limit hit");
            case 130472 -> new MetaError(code, 400, "User's number is part of an experiment");
            case 130497 ->
                new MetaError(code, 403, "Business account is restricted from messaging users in this country.");
            case 131000 -> new MetaError(code, 500, "Something went wrong");
            case 131005 -> new MetaError(code, 403, "Access denied");
            case 131008 -> new MetaError(code, 400, "Required parameter is missing");
            case 131009 -> new MetaError(code, 400, "Parameter value is not valid");
            case 131016 -> new MetaError(code, 500, "Service unavailable");
            case 131021 -> new MetaError(code, 400, "Recipient cannot be sender");
            case 131026 -> new MetaError(code, 400, "Message undeliverable");
            case 131030 -> new MetaError(code, 400, "Recipient phone number not in allowed list");
            case 131031 -> new MetaError(code, 403, "Account has been locked");
            case 131037 ->
                new MetaError(
                        code, 400, "WhatsApp provided number needs display name approval before message can be sent.");
            case 131042 -> new MetaError(code, 400, "Business eligibility payment issue");
            case 131045 -> new MetaError(code, 500, "Incorrect certificate");
            case 131047 -> new MetaError(code, 400, "Re-engagement message");
            case 131048 -> new MetaError(code, 400, "Spam rate limit hit");
            case 131049 ->
                new MetaError(code, 400, "This message was not delivered to maintain healthy ecosystem engagement.");
            case 131050 ->
                new MetaError(
                        code,
                        400,
                        "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on"
                                + " WhatsApp from your business");
            case 131051 -> new MetaError(code, 400, "Message type unknown");
            case 131052 -> new MetaError(code, 400, "Media download error");
            case 131053 -> new MetaError(code, 400, "Media upload error");
            case 131056 -> new MetaError(code, 400, "(Business Account, Consumer Account) pair rate limit hit");
            case 131057 -> new MetaError(code, 500, "Account in maintenance mode");
            case 131059 -> new MetaError(code, 400, "Invalid paging cursor");
            case 131062 ->
                new MetaError(
                        code, 400, "Business-scoped User ID (BSUID) recipients are not supported for this message.");
            case 132000 ->
                new MetaError(code, 400, "Number of parameters does not match the expected number of params");
            case 132001 -> new MetaError(code, 404, "Template name does not exist in the translation");
            case 132005 -> new MetaError(code, 400, "Translated text too long");
            case 132007 -> new MetaError(code, 400, "Template content policy violation");
            case 132012 -> new MetaError(code, 400, "Parameter format does not match format in the created template");
            case 132015 -> new MetaError(code, 400, "Template is paused due to low quality");
            case 132016 -> new MetaError(code, 400, "Template is disabled due to low quality");
            case 132018 -> new MetaError(code, 400, "Template parameter is not valid");
            case 133000 -> new MetaError(code, 500, "Incomplete Deregistration");
            case 133004 -> new MetaError(code, 503, "Server Temporarily Unavailable");
            case 133005 -> new MetaError(code, 400, "Two step verification PIN Mismatch");
            case 133006 -> new MetaError(code, 400, "Phone number re-verification needed");
            case 133008 -> new MetaError(code, 400, "Too Many two step verification PIN Guesses");
            case 133009 -> new MetaError(code, 400, "Two step verification PIN Guessed Too Fast");
            case 133010 -> new MetaError(code, 400, "Account not registered");
            case 133015 ->
                new MetaError(code, 400, "Please wait a few minutes before attempting to register this phone number");
            case 133016 -> new MetaError(code, 400, "Account register/deregister rate limit exceeded");
            case 135000 -> new MetaError(code, 400, "Generic user error");
            case 136024 -> new MetaError(code, 400, "Request code error");
            case 136025 -> new MetaError(code, 400, "Verify code error");
            case 137000 -> new MetaError(code, 400, "Recipient identity key hash mismatch");
            case 139100 -> new MetaError(code, 400, "Failed to block/unblock some users");
            case 2388019 -> new MetaError(code, 400, "Message template limit exceeded");
            case 2388023 -> new MetaError(code, 400, "Message template language is being deleted");
            case 2388024 -> new MetaError(code, 400, "Content in this language already exists");
            case 2388039 -> new MetaError(code, 400, "Message template cannot be edited");
            default -> new MetaError(code, 400, "Error " + code);
        };
    }
}
