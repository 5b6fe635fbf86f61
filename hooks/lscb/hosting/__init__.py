"""What the host needs beside the pages: headers, servers' configuration, well-known files, and new site for old."""
