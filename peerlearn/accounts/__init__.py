"""Who may log in: users by e-mail address, by invitation only. Knows no subject."""
