"""What every answer says to the browser beside its Content Security Policy, whoever gives it: pages, files, streams."""

# No page of ours asks for any of these; passkeys do (w3.org/TR/webauthn-3, section 5.10).
UNUSED = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "usb", "web-share", "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [
            *(f"{feature}=()" for feature in UNUSED),
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
        ]
    ),
}
# For what is no page: were it shown as one, it could do nothing.
NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
LEFT_BEHIND = '"cache", "storage"'  # Clear-Site-Data when somebody leaves: a lent tablet keeps no page
