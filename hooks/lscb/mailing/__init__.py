"""A newsletter by email: what is sent, in HTML, plain text, MIME and the Markdown of GOV.UK Notify; and its sending."""
