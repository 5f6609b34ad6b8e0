"""The tree of trades: what customers do, from sectors down to specialities; it knows no language but English."""

# The order in which every language names its trades.
TRADES = (
    "bakeries", "butchers", "groceries", "restaurants", "hotels", "pharmacies", "opticians", "dentists",
    "jewellers", "clothing", "hairdressers", "furniture", "florists", "bookshops", "sports", "garages",
    "carriers", "joiners", "electricians", "plumbers", "builders", "printers", "lawyers", "software",
)  # fmt: skip

# Two blanks for each level: sector, trade, speciality, and what the first speciality of a trade divides into.
TREE = """
Food
  Bakeries: Craft bakeries (Organic bakeries, Village bakeries, Pastry shops); Bakery chains; In-store bakeries; Mills
  Butchers: Craft butchers (Halal butchers, Game and poultry, Delicatessen meat); Butcher chains; Fishmongers; Abattoirs
  Groceries: Corner shops (Night shops, Station shops, Farm shops); Supermarkets; Cash and carry; Delicatessens
Hospitality
  Restaurants: Table service (Bistros, Fine dining, Ethnic cuisine); Fast food; Cafés and bars; Caterers
  Hotels: Independent hotels (Guest houses, Boutique hotels, Mountain lodges); Hotel chains; Camp sites; Youth hostels
Health
  Pharmacies: Community pharmacies (Rural pharmacies, Night pharmacies, Herbalists); Pharmacy chains; Hospitals; Depots
  Opticians: Optical shops (Children's glasses, Sports glasses, Contact lenses); Optical chains; Eye clinics; Hearing
  Dentists: Dental practices (Orthodontists, Oral surgeons, Paediatric dentists); Dental centres; Laboratories; Nurses
Fashion and beauty
  Jewellers: Goldsmiths (Engravers, Gem setters, Antique jewellery); Jewellery chains; Watchmakers; Costume jewellery
  Clothing: Boutiques (Evening wear, Bridal wear, Children's wear); Clothing chains; Outlets; Work wear
  Hairdressers: Hair salons (Barbers, Wig makers, Colour specialists); Salon chains; Nail studios; Spas
Home and leisure
  Furniture: Furniture shops (Kitchen studios, Bed shops, Antique furniture); Furniture chains; Lighting; Carpets
  Florists: Flower shops (Wedding flowers, Funeral flowers, Dried flowers); Garden centres; Nurseries; Flower markets
  Bookshops: Independent bookshops (Children's books, Antiquarian books, Comics); Book chains; Stationers; Newsagents
  Sports: Sports shops (Running shops, Ski rental, Riding shops); Sports chains; Bicycle dealers; Gyms
Mobility
  Garages: Car dealers (Used cars, Electric cars, Classic cars); Repair shops; Tyre dealers; Body shops
  Carriers: Road haulage (Refrigerated transport, Heavy transport, Removals); Couriers; Freight forwarders; Warehouses
Building trades
  Joiners: Joineries (Window makers, Stair builders, Cabinet makers); Carpenters; Parquet layers; Sawmills
  Electricians: Electrical fitters (Solar fitters, Alarm systems, Lift builders); Switchgear; Wholesale; Home automation
  Plumbers: Plumbing firms (Heat pump fitters, Bathroom studios, Drain cleaners); Heating; Air conditioning; Roofers
  Builders: General contractors (Timber construction, Restoration, Civil works); Painters; Masons; Scaffolders
Business services
  Printers: Print shops (Label printers, Book printers, Digital printing); Advertising agencies; Sign makers; Copy shops
  Lawyers: Law firms (Tax law, Family law, Patent law); Notaries; Tax advisers; Auditors
  Software: Software houses (Web agencies, Industrial software, Accounting software); Hosting; Consultants; Hardware
"""
