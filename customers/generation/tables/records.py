"""What an organization sorts its customers by when it has not said it itself; it knows no customer."""

SEGMENTATIONS = {
    "key-accounts": "Key accounts",
    "regular": "Regular customers",
    "occasional": "Occasional customers",
    "new": "New customers",
    "resellers": "Resellers",
    "public-sector": "Public sector",
    "online": "Online shop",
    "dormant": "Dormant customers",
}
