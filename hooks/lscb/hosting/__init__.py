"""What the host needs beside the pages: headers, servers' configuration, well-known files, and the exchange of old site for new."""
